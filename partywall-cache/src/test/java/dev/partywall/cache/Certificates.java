package dev.partywall.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that vouches for itself: a server shows it, clients show it, and both trust it. */
final class Certificates {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final KeyStore store;
  private final Path certificate;
  private final Path key;

  private Certificates(KeyStore store, Path certificate, Path key) {
    this.store = store;
    this.certificate = certificate;
    this.key = key;
  }

  static Certificates in(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
    Path file = directory.resolve("redis.p12");
    int result =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=redis",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (result != 0) {
      throw new IOException("keytool ended with " + result);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    Path certificate = pem(directory.resolve("redis.crt"), "CERTIFICATE", store.getCertificate("redis").getEncoded());
    Path key = pem(directory.resolve("redis.key"), "PRIVATE KEY", store.getKey("redis", PASSWORD).getEncoded());
    return new Certificates(store, certificate, key);
  }

  private static Path pem(Path file, String type, byte[] content) throws IOException {
    return Files.writeString(
        file, "-----BEGIN " + type + "-----\n" + LINES.encodeToString(content) + "\n-----END " + type + "-----\n");
  }

  /** The settings of a Redis that shows it, and wants to be shown it. */
  List<String> settings(int port) {
    return List.of(
        "tls-port " + port,
        "tls-cert-file " + certificate,
        "tls-key-file " + key,
        "tls-ca-cert-file " + certificate,
        "tls-auth-clients yes");
  }

  RedisAddress.Tls tls() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    trusted.setCertificateEntry("redis", store.getCertificate("redis"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return new RedisAddress.Tls(keys, trust, List.of("TLSv1.3"), List.of());
  }
}
