package io.github.cdkprivateca.examples;

import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awscdk.App;

/** Synthesizes one example, such as first-ca. */
public final class Examples {
  /** What adds the stack of an example to an app, by name. */
  public static final Map<String, Consumer<App>> ALL = Map.of(
      "audit-loop", AuditLoop::new,
      "baseline", Baseline::new,
      "crl-cloudfront", CrlCloudFront::new,
      "ezca-logs", EzcaLogs::new,
      "first-ca", FirstCa::new,
      "grants", Grants::new,
      "two-tier", TwoTier::new,
      "watched-pki", WatchedPki::new);

  private Examples() {
  }

  public static void main(final String[] args) {
    App app = new App();
    ALL.get(args[0]).accept(app);
    app.synth();
  }
}
