/** Tests of what shows kernels: dumps that run again, hints, frozen loops. */
package dev.quern.tests.inspect;
