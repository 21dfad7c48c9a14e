import io.github.cdkprivateca.AuditReportBucket;
import io.github.cdkprivateca.DistinguishedName;
import io.github.cdkprivateca.DistinguishedNameAttributes;
import io.github.cdkprivateca.RootCertificateAuthority;
import io.github.cdkprivateca.SigningAlgorithm;
import io.github.cdkprivateca.Validity;
import io.github.cdkprivateca.examples.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

/** Synthesizes the examples in Java, and writes the messages of mistakes. Its argument is the output folder. */
public final class Verify {
  private static final Map<String, Consumer<Stack>> MISTAKES = Map.of(
      "country", stack -> root(stack, "USA").build(),
      "validity", stack -> root(stack, "US").validity(Validity.years(0)).build(),
      "signing-algorithm", stack -> root(stack, "US").signingAlgorithm(SigningAlgorithm.SHA256_WITH_RSA).build(),
      "no-certificate-authority",
      stack -> AuditReportBucket.Builder.create(stack, "Audit").certificateAuthorities(List.of()).build());

  private Verify() {
  }

  private static RootCertificateAuthority.Builder root(final Stack stack, final String country) {
    return RootCertificateAuthority.Builder.create(stack, "Root").subject(DistinguishedName.of(
        DistinguishedNameAttributes.builder().commonName("Example Corp Root CA G1").country(country).build()));
  }

  public static void main(final String[] args) throws IOException {
    Path output = Path.of(args[0]);
    Map<String, String> seconds = new TreeMap<>();
    Examples.ALL.forEach((name, add) -> {
      long started = System.nanoTime();
      App app = new App(AppProps.builder().outdir(output.resolve(name).toString()).build());
      add.accept(app);
      app.synth();
      seconds.put(name, String.valueOf((System.nanoTime() - started) / 1e9));
    });
    Map<String, String> errors = new TreeMap<>();
    MISTAKES.forEach((name, make) -> errors.put(name, quoted(messageOf(make))));
    Files.writeString(output.resolve("result.json"), object(Map.of("seconds", object(seconds), "errors", object(errors))));
    System.exit(0);
  }

  private static String messageOf(final Consumer<Stack> make) {
    try {
      make.accept(new Stack(new App(), "Mistake"));
    } catch (final RuntimeException error) {
      return error.getMessage();
    }
    return "no error";
  }

  private static String quoted(final String text) {
    return text.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining("", "\"", "\""));
  }

  private static String object(final Map<String, String> values) {
    return values.entrySet().stream().map(entry -> quoted(entry.getKey()) + ":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
