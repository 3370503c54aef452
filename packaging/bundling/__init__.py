"""Making the packages that people install: ``packaging/dev.py package``.

``contents`` is the one list of what is inside and why, ``system`` what is expected of the machine.
``builder`` makes the build's own environment and the bundle; ``linux`` (with ``debian``,
``archive`` and ``single``), ``windows`` and ``macos`` make of it what people install. ``manual``,
``completion``, ``desktop``, ``icons`` and ``sbom`` write what goes along. The tests ask them
without building.
"""
