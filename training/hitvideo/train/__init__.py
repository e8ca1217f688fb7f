"""The stages of training, in order: base tokenizer, upper layers, joint fine-tuning, language model."""
