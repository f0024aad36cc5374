package dev.partywall.spring.boot.sessions;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A response that tells the caller of its session before it is committed. Later nothing can be told any more. */
public final class SettlingResponse extends HttpServletResponseWrapper {

  /** Most bytes of a character in UTF-8, which is the longest of the usual encodings. */
  private static final int BYTES_OF_CHAR = 3;

  private final RequestSession session;
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;
  private long written;
  private long length = Long.MAX_VALUE;

  private SettlingResponse(HttpServletResponse response, RequestSession session) {
    super(response);
    this.session = session;
  }

  /** A response that settles this session; the given one if it does so already. */
  public static HttpServletResponse around(HttpServletResponse response, RequestSession session) {
    for (ServletResponse inner = response; inner instanceof ServletResponseWrapper wrapper; ) {
      if (wrapper instanceof SettlingResponse settling && settling.session == session) {
        return response;
      }
      inner = wrapper.getResponse();
    }
    return new SettlingResponse(response, session);
  }

  private HttpServletResponse response() {
    return (HttpServletResponse) getResponse();
  }

  void settle() {
    session.settle(response());
  }

  /** So many bytes are about to be written; too many for the buffer commit the response. */
  void writing(long bytes) {
    written += bytes;
    if (written >= Math.min(length, getBufferSize())) {
      settle();
    }
  }

  void writingChars(long chars) {
    writing(chars * BYTES_OF_CHAR);
  }

  @Override
  public void setContentLength(int bytes) {
    length = bytes;
    super.setContentLength(bytes);
  }

  @Override
  public void setContentLengthLong(long bytes) {
    length = bytes;
    super.setContentLengthLong(bytes);
  }

  @Override
  public void setHeader(String name, String value) {
    notice(name, value);
    super.setHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    notice(name, value);
    super.addHeader(name, value);
  }

  @Override
  public void setIntHeader(String name, int value) {
    notice(name, Integer.toString(value));
    super.setIntHeader(name, value);
  }

  @Override
  public void addIntHeader(String name, int value) {
    notice(name, Integer.toString(value));
    super.addIntHeader(name, value);
  }

  /** A response with as many bytes as it was said to have is committed. */
  private void notice(String name, @Nullable String value) {
    if (name.equalsIgnoreCase("Content-Length") && value != null && value.matches("\\d{1,18}")) {
      length = Long.parseLong(value);
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new SettlingStream(super.getOutputStream(), this);
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      writer = new SettlingWriter(super.getWriter(), this);
    }
    return writer;
  }

  @Override
  public void flushBuffer() throws IOException {
    settle();
    super.flushBuffer();
  }

  @Override
  public void sendError(int status) throws IOException {
    settle();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    settle();
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    settle();
    super.sendRedirect(location);
  }

  @Override
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    settle();
    super.sendRedirect(location, clearBuffer);
  }

  @Override
  public void sendRedirect(String location, int status) throws IOException {
    settle();
    super.sendRedirect(location, status);
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    settle();
    super.sendRedirect(location, status, clearBuffer);
  }

  @Override
  public void reset() {
    super.reset();
    stream = null;
    writer = null;
    written = 0;
    length = Long.MAX_VALUE;
    session.forget();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    written = 0;
  }
}
