"""The recogniser: detection, recognition, decoding, model files."""
