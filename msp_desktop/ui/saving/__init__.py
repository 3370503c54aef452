"""Writing to the notebook without the interface ever waiting for a disk.

``saver`` queues what is to be written and answers for it; ``writes`` are the queue's values;
``thread`` does the writing; ``edits`` brings a text that is being typed on together with one that
came back changed; ``wording`` says in the user's language why something could not be written.
"""
