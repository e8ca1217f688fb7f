"""The frozen text encoder (paper 3.3: Flan-T5-XL; here any Hugging Face encoder, by default all-MiniLM-L6-v2)."""
