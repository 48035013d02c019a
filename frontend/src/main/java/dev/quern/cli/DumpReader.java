package dev.quern.cli;

/** A command for which {@code --dump DIR} names a dump to read, if there is one. */
interface DumpReader {}
