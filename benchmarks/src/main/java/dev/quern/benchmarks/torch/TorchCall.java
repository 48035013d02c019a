package dev.quern.benchmarks.torch;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * A TorchScript method with its arguments, called again and again.
 *
 * <p>Why it goes past DJL's public methods (2026-11-20): {@code IValueUtils.runMethod} takes
 * arguments that are wrapped already but runs in inference mode, where nothing has a gradient;
 * {@code forward} allows gradients but wraps every argument anew, eighty of them in a GPT's step.
 * What both call does both, so that the peer is not slowed down by its Java wrapping.
 */
public final class TorchCall {
  private static final boolean GRADIENTS_ALLOWED = true;
  private static final boolean OWN_CUDA_STREAM = false;
  private static final Object LIBRARY = library();
  private static final Method RUN = runMethod();
  private static final Constructor<IValue> WRAP = wrap();

  private final long module;
  private final String method;
  private final long[] arguments;

  TorchCall(PtSymbolBlock module, String method, IValue... arguments) {
    this.module = module.getHandle();
    this.method = method;
    this.arguments = Arrays.stream(arguments).mapToLong(IValue::getHandle).toArray();
  }

  /** Calls it and drops what it returns. */
  public void run() {
    value().close();
  }

  /** Calls it; the caller closes the result. */
  public IValue value() {
    try {
      Object handle =
          RUN.invoke(LIBRARY, module, method, arguments, GRADIENTS_ALLOWED, OWN_CUDA_STREAM);
      return WRAP.newInstance(handle);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("PyTorch: " + e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw changed(e);
    }
  }

  private static Object library() {
    try {
      Field field = libraryClass().getDeclaredField("LIB");
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw changed(e);
    }
  }

  private static Method runMethod() {
    try {
      Method run =
          libraryClass()
              .getDeclaredMethod(
                  "moduleRunMethod",
                  long.class,
                  String.class,
                  long[].class,
                  boolean.class,
                  boolean.class);
      run.setAccessible(true);
      return run;
    } catch (ReflectiveOperationException e) {
      throw changed(e);
    }
  }

  private static Constructor<IValue> wrap() {
    try {
      Constructor<IValue> constructor = IValue.class.getDeclaredConstructor(long.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException e) {
      throw changed(e);
    }
  }

  private static Class<?> libraryClass() throws ClassNotFoundException {
    return Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
  }

  private static AssertionError changed(ReflectiveOperationException e) {
    return new AssertionError("DJL is not the version that this was written for: " + e, e);
  }
}
