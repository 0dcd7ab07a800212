"""The recogniser: text detection, text recognition, CTC decoding and model files."""
