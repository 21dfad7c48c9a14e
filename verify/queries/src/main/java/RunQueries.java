import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.Session;
import io.trino.plugin.hive.HivePlugin;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import static io.trino.testing.TestingSession.testSessionBuilder;

/**
 * Runs statements on an embedded Trino, the engine of Amazon Athena. Arguments: a directory with data, a JSON file with
 * runs ({name, schema, sql}), and the file for the results ({name: {columns, rows, error, bytes}}).
 */
public final class RunQueries {
  private RunQueries() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]).toAbsolutePath();
    ObjectMapper json = new ObjectMapper();
    Map<String, Object> results = new LinkedHashMap<>();
    Session session = testSessionBuilder().setCatalog("hive").setSchema("rfc4180").build();
    try (DistributedQueryRunner runner = DistributedQueryRunner.builder(session).setWorkerCount(0).build()) {
      runner.installPlugin(new HivePlugin());
      runner.createCatalog("hive", "hive", new HashMap<>(Map.of(
          "hive.metastore", "file", "hive.metastore.catalog.dir", "local:///metastore",
          "fs.native-local.enabled", "true", "local.location", data.toString(),
          "hive.recursive-directories", "true", "hive.non-managed-table-writes-enabled", "true", "bootstrap.quiet", "true")));
      for (JsonNode run : json.readTree(new File(arguments[1]))) {
        Session own = Session.builder(session).setSchema(run.get("schema").asText()).build();
        results.put(run.get("name").asText(), resultOf(runner, own, run.get("sql").asText()));
      }
    }
    json.writerWithDefaultPrettyPrinter().writeValue(new File(arguments[2]), results);
    System.exit(0);
  }

  private static Map<String, Object> resultOf(DistributedQueryRunner runner, Session session, String sql) {
    Map<String, Object> result = new LinkedHashMap<>();
    try {
      if (sql.startsWith("CREATE ")) {
        runner.execute(session, sql);
        return result;
      }
      var executed = runner.executeWithPlan(session, sql);
      MaterializedResult rows = executed.result();
      result.put("columns", rows.getColumnNames());
      result.put("rows", rows.getMaterializedRows().stream().map(RunQueries::textsOf).toList());
      result.put("bytes", runner.getCoordinator().getQueryManager().getFullQueryInfo(executed.queryId())
          .getQueryStats().getPhysicalInputDataSize().toBytes());
    } catch (RuntimeException error) {
      result.put("error", String.valueOf(error.getMessage()));
    }
    return result;
  }

  private static List<String> textsOf(MaterializedRow row) {
    List<String> texts = new ArrayList<>();
    row.getFields().forEach(field -> texts.add(field == null ? null : field.toString()));
    return texts;
  }
}
