"""Making the packages that people install: ``packaging/dev.py package``.

``contents`` is the one list of what is inside and why, ``system`` what is expected of the machine.
``builder`` makes the build's own environment and the bundle, ``trees`` lays the bundle out, and
``debian``, ``archive`` make files of it. ``manual``, ``completion``, ``desktop``, ``licences`` and
``sbom`` write what goes along. The tests ask them without building.
"""
