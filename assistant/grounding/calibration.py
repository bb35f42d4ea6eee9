"""placeholder"""
SUPPORTED, UNSUPPORTED = 0.5, 0.25
def probability(m): return 0.5
