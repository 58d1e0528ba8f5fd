"""The catalogues, a folder a language, and what collects and compiles them.

``python -m quizapp.web.translations`` brings every catalogue up to date with the templates and
the code, compiles it, and names what still has to be translated.
"""
