"""The hierarchical video tokenizer (paper 3.2, 4.1): pixels ↔ codes of all layers."""
