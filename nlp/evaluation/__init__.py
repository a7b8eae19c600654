"""Evaluation as a habit."""
