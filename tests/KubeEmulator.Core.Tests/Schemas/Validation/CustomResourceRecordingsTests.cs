using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas;

/// <summary>Decoding and validating the recorded Gadgets against their recorded definition finds the recorded faults.</summary>
public sealed class CustomResourceRecordingsTests
{
    private const string Unchecked = "some validation rules were not checked";

    [SharedFact]
    public void Gadgets_AreRefusedInTheServersWords()
    {
        var schema = GadgetSchema();
        var compared = 0;
        foreach (var file in Transcripts("validation"))
        {
            var transcript = Value.Parse(File.ReadAllBytes(file));
            if (transcript.StringAt("request", "method") != "POST" || transcript.At("response", "body", "details", "causes") is not ListValue causes)
            {
                continue;
            }

            var expected = causes.OfType<MapValue>().Select(c => $"{c.String("field")}: {c.String("message")}").Where(c => !c.Contains(Unchecked, StringComparison.Ordinal)).ToList();
            if (expected.Count == 0 || expected[0].StartsWith("fieldValidation", StringComparison.Ordinal) || file.Contains("-cel-", StringComparison.Ordinal))
            {
                continue;
            }

            compared++;
            Assert.Equal((Path.GetFileName(file), string.Join('\n', expected)), (Path.GetFileName(file), string.Join('\n', Faults(transcript.StringAt("request", "bodyText")!, schema))));
        }

        Assert.True(compared > 15, $"{compared} compared");
    }

    [SharedFact]
    public void StrictFaults_AreReportedInTheServersWords()
    {
        var schema = GadgetSchema();
        var compared = 0;
        foreach (var file in Transcripts("validation"))
        {
            var transcript = Value.Parse(File.ReadAllBytes(file));
            if (transcript.StringAt("request", "method") != "POST" || transcript.StringAt("response", "body", "message")?.Split(" cannot be handled as a Gadget: ") is not [_, var expected])
            {
                continue;
            }

            compared++;
            var outcome = Decode(transcript.StringAt("request", "bodyText")!, schema);
            Assert.Equal(expected, outcome.Error ?? "strict decoding error: " + string.Join(", ", outcome.StrictErrors));
        }

        Assert.True(compared > 3, $"{compared} compared");
    }

    [SharedFact]
    public void StoredGadgets_AreTheServedOnes()
    {
        var schema = GadgetSchema();
        foreach (var group in (string[])["create", "update", "patch", "apply", "status"])
        {
            foreach (var file in Transcripts(group))
            {
                if (Value.Parse(File.ReadAllBytes(file)).At("response", "body") is MapValue body && body.String("kind") == "Gadget")
                {
                    Assert.Equal(body.ToString(), CustomResourceDecoder.Read(body, schema).ToString());
                }
            }
        }
    }

    private static IEnumerable<string> Faults(string body, Schema schema)
    {
        var document = Decode(body, schema).Document;
        var errors = new FieldErrors();
        ValueValidator.Validate(errors, document, schema);
        ListUniqueness.Validate(errors, document, schema);
        return errors.Select(e => e.ToString());
    }

    private static DecodeOutcome Decode(string body, Schema schema)
    {
        var duplicates = new List<string>();
        var document = JsonValueReader.Read(Encoding.UTF8.GetBytes(body), new JsonReadOptions { OnDuplicate = duplicates.Add });
        return CustomResourceDecoder.Decode((MapValue)document, schema, duplicates);
    }

    private static Schema GadgetSchema()
    {
        var transcript = Value.Parse(File.ReadAllBytes(SharedReference.PathOf("wire", "machinery", "golden", "crd-04-create.json")));
        var definition = (MapValue)Value.Parse(transcript.StringAt("request", "bodyText")!);
        return StructuralSchema.From(definition.Map("spec")!.Maps("versions").First().At("schema", "openAPIV3Schema") as MapValue);
    }

    private static IOrderedEnumerable<string> Transcripts(string group) =>
        Directory.GetFiles(SharedReference.PathOf("wire", "machinery", "golden"), group + "-*.json").Order(StringComparer.Ordinal);
}
