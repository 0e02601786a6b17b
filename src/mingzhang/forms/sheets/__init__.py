"""Forms of one sheet a project: labels with their values beside or below them, money, goals and a grid of indicators."""
