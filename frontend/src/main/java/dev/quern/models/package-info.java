/**
 * Models, one file each: the config record first, then the parts, shapes at the ends of lines.
 *
 * <p><b>In:</b> a config. <b>Out:</b> a {@link dev.quern.nn.Module} that trains and generates.
 * <b>Start at</b> {@link dev.quern.models.Gpt}.
 */
package dev.quern.models;
