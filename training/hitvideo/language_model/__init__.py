"""The autoregressive language model over the hierarchy of codes (paper 3.3)."""
