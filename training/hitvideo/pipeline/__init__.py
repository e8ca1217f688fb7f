"""A pack in use, in Python: prompt → board → densify → decode. The reference that the studio's engine must match."""
