"""The service as those see it who run it: is it up, how does it do, what went wrong."""
