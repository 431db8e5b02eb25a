"""A small app, whole: lessons that one trust learnt and shares. CONTRIBUTING walks through it; the laws hold it."""
