import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Verifies chains with the PKIX validator of the JDK, a second implementation of RFC 5280 that supports ML-DSA. Each
 * line of the input has a number, the time in seconds, the file of the chain, and the file of a CRL or a hyphen.
 */
public class VerifyChains {
  public static void main(String[] arguments) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    StringBuilder results = new StringBuilder();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] parts = line.split("\t");
      results.append(parts[0]).append('\t').append(resultOf(factory, parts)).append('\n');
    }
    System.out.print(results);
  }

  private static String resultOf(CertificateFactory factory, String[] parts) throws Exception {
    List<X509Certificate> chain = new ArrayList<>();
    try (FileInputStream file = new FileInputStream(parts[2])) {
      for (var certificate : factory.generateCertificates(file)) { chain.add((X509Certificate) certificate); }
    } catch (java.security.cert.CertificateException error) {
      return "unreadable: " + error.getMessage();
    }
    X509Certificate root = chain.remove(chain.size() - 1);
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setDate(new Date(Long.parseLong(parts[1]) * 1000));
    parameters.setRevocationEnabled(false);
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    if (!parts[3].equals("-")) {
      try (FileInputStream file = new FileInputStream(parts[3])) {
        parameters.addCertStore(CertStore.getInstance(
            "Collection", new CollectionCertStoreParameters(factory.generateCRLs(file))));
      }
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOptions(EnumSet.of(
          PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK,
          PKIXRevocationChecker.Option.ONLY_END_ENTITY));
      parameters.addCertPathChecker(checker);
    }
    try {
      validator.validate(factory.generateCertPath(chain), parameters);
      return "valid";
    } catch (CertPathValidatorException error) {
      return error.getReason() == CertPathValidatorException.BasicReason.REVOKED ? "revoked"
          : error.getReason() + ": " + error.getMessage();
    }
  }
}
