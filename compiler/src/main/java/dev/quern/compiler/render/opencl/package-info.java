/**
 * Prints a nest whose loops have been through the passes as OpenCL C, and decides only how its rows
 * are mapped to work-groups and work-items.
 *
 * <p><b>In:</b> {@link dev.quern.compiler.lower.Nest} and a target of one of the OpenCL kinds.
 * <b>Out:</b> {@link dev.quern.compiler.render.Rendered}: kernel functions with their launch sizes
 * and the buffers and scalars that each takes. <b>Start at</b> {@link
 * dev.quern.compiler.render.opencl.OpenclRenderer}; {@code SegmentWriter} maps rows, {@code
 * StatementWriter} writes what one row does, {@code ValueWriter} and {@code Operations} spell
 * values.
 *
 * <p>Three mappings. On a CPU driver an item takes a chunk of rows, whose loops are in vectors. On
 * a GPU a segment with a decided loop gives each row a group ({@code GroupStatementWriter}), any
 * other gives each row an item.
 *
 * <p>Why (2026-11-20): a function takes only the buffers that it uses, since a device may allow as
 * little as 1,024 bytes of arguments and an optimizer's update touches hundreds of storages. Its
 * names count from 0, so that the segments of parameters of one shape have one text, and one
 * function: a driver takes a tenth of a second to compile each.
 *
 * <p>Why (2026-11-20): what C spells differently from the op's meaning (maximum, saturating casts,
 * division) is a small function beside the kernels, shared by the kernels of one program, so that
 * their own text stays readable.
 */
package dev.quern.compiler.render.opencl;
