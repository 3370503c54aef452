"""Widgets that show one thing each."""
