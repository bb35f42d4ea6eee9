"""Scenario quizzes from the library: every answer is tied to the words that make it right.

passages ──facts──▶ facts ──making──▶ items ──checking, linting──▶ quiz ──formats──▶ files
"""
