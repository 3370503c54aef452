"""Qt item models: they adapt plain objects and own no data."""
