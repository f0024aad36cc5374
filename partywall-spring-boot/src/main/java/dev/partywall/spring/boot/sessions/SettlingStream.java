package dev.partywall.spring.boot.sessions;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The body of a {@link SettlingResponse} as bytes. */
final class SettlingStream extends ServletOutputStream {

  private final ServletOutputStream target;
  private final SettlingResponse response;

  SettlingStream(ServletOutputStream target, SettlingResponse response) {
    this.target = target;
    this.response = response;
  }

  @Override
  public void write(int b) throws IOException {
    response.writing(1);
    target.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    response.writing(length);
    target.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    response.settle();
    target.flush();
  }

  @Override
  public void close() throws IOException {
    response.settle();
    target.close();
  }

  @Override
  public boolean isReady() {
    return target.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    target.setWriteListener(listener);
  }
}
