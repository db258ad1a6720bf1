"""The use cases that the faces share: each joins the stages it needs, and prints nothing."""
