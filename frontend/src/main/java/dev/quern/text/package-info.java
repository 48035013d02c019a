/**
 * Text and the numbers that a language model reads.
 *
 * <p>In: a text file, or this project's own sources. Out: token arrays to train on and to validate
 * with, and generated tokens as text again.
 *
 * <p>Start at {@link dev.quern.text.Corpus}, which is the text, and {@link
 * dev.quern.text.Tokenizer}, which gives numbers to it. All positions count characters, that is
 * code points, from 0.
 */
package dev.quern.text;
