"""Three action plans of the illustrative university, one after the other. Nothing in it is real.

Built for the people of sls/demo, through the verbs alone.
"""
