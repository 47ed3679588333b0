import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks PDF files against one profile: Validate ua1 FILE...
 * Prints "FILE <number> <checks made>" for each, then a line "FAIL <rule> <times> <message>" per failed rule.
 */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
        for (int number = 1; number < arguments.length; number++) {
            try (FileInputStream file = new FileInputStream(arguments[number]);
                    PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
                ValidationResult result =
                        Foundries.defaultInstance().createValidator(flavour, true).validate(parser);
                System.out.printf("FILE %d %d%n", number, result.getTotalAssertions());
                printFailures(result);
            }
        }
    }

    private static void printFailures(ValidationResult result) {
        Map<String, Integer> times = new TreeMap<>();
        Map<String, String> messages = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                times.merge(rule, 1, Integer::sum);
                messages.putIfAbsent(rule, assertion.getMessage() + " at " + assertion.getLocation().getContext());
            }
        }
        times.forEach((rule, n) ->
                System.out.printf("FAIL %s x%d %s%n", rule, n, messages.get(rule).replaceAll("\\s+", " ")));
    }
}
