"""How well a clip shows its prompt: what chooses among the clips drawn below a board."""
