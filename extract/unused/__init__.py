"""What was read and became nothing: figures of tables, and lines of figures, that stand in no field of the record."""
