import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** Puts the table of patterns by events (test/support/event-matrix.ts) to event-ruler, the engine of EventBridge. */
public final class EventMatrix {
  private static final int LONGEST_PATTERN = 2048;
  private static int cells;
  private static int alteredPatterns;
  private static int wrong;

  private EventMatrix() {}

  public static void main(String[] arguments) throws Exception {
    for (JsonNode matrix : new ObjectMapper().readTree(new File(arguments[0]))) {
      Map<String, String> events = new TreeMap<>();
      for (var event : matrix.get("events").properties()) {
        events.put(event.getKey(), event.getValue().toString());
      }
      for (JsonNode row : matrix.get("rows")) {
        check(matrix.get("partition").asText() + ", " + row.get("name").asText(), row, events);
      }
    }
    System.out.printf("%d cells of pattern by event as the table says, %d altered patterns detected, %d wrong%n",
        cells, alteredPatterns, wrong);
    if (cells == 0 || alteredPatterns == 0 || wrong > 0) {
      System.exit(1);
    }
  }

  private static void check(String name, JsonNode row, Map<String, String> events) throws Exception {
    Set<String> expected = new TreeSet<>();
    row.get("matches").forEach(event -> expected.add(event.asText()));
    String pattern = row.get("pattern").toString();
    String fault = JsonRuleCompiler.check(pattern);
    if (fault != null) {
      report(name + ": " + fault);
      return;
    }
    if (pattern.length() > LONGEST_PATTERN) {
      report(name + ": " + pattern.length() + " characters");
    }
    Set<String> matched = matchedBy(pattern, events);
    if (!matched.equals(expected)) {
      report(name + ": matches " + matched + " instead of " + expected);
    }
    for (JsonNode altered : row.get("altered")) {
      alteredPatterns++;
      if (matchedBy(altered.toString(), events).equals(expected)) {
        report(name + ": not detected: " + altered);
      }
    }
    cells += events.size();
  }

  private static Set<String> matchedBy(String pattern, Map<String, String> events) throws Exception {
    Machine machine = new Machine();
    machine.addRule("pattern", pattern);
    Set<String> matched = new TreeSet<>();
    for (var event : events.entrySet()) {
      if (!machine.rulesForJSONEvent(event.getValue()).isEmpty()) {
        matched.add(event.getKey());
      }
    }
    return matched;
  }

  private static void report(String fault) {
    wrong++;
    System.err.println(fault);
  }
}
