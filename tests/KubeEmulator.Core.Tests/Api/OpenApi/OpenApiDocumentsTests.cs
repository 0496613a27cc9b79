using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Api;

public sealed class OpenApiDocumentsTests
{
    private static readonly ResourceCatalog All = BuiltInCatalog.Create(_ => new PlainBehavior(), unstableVersions: true);
    private static readonly ResourceCatalog Stable = BuiltInCatalog.Create(_ => new PlainBehavior(), unstableVersions: false);

    [SharedFact]
    public void V3Documents_AreThePublishedOnes()
    {
        var differences = new List<string>();
        var compared = 0;
        foreach (var file in Directory.GetFiles(SharedReference.PathOf("reference", "openapi", "v3"), "*.json").Order(StringComparer.Ordinal))
        {
            var path = Path.GetFileNameWithoutExtension(file).Replace("__", "/", StringComparison.Ordinal).Replace("_openapi", "", StringComparison.Ordinal);
            if (OpenApiDocuments.Of(All).V3(path) is { } document)
            {
                compared++;
                Compare(differences, path, Reduced(Value.Parse(File.ReadAllBytes(file))), Reduced(Value.Parse(document.Bytes.Span)));
            }
        }

        Assert.Equal("", string.Join("\n", differences.Take(30)));
        Assert.True(compared > 55, $"{compared} documents");
    }

    [SharedFact]
    public void V2Document_IsThePublishedOne()
    {
        var differences = new List<string>();
        var published = (MapValue)Reduced(Value.Parse(File.ReadAllBytes(SharedReference.PathOf("reference", "openapi", "swagger.json"))));
        var served = (MapValue)Reduced(Value.Parse(OpenApiDocuments.Of(All).V2.Bytes.Span));

        // Node logs are served on request only; the shared parameters of exec, attach and proxies stand at their operations.
        foreach (var (path, item) in published.Map("paths")!.Where(p => !p.Key.StartsWith("/logs/", StringComparison.Ordinal)))
        {
            var expected = path.EndsWith("/exec", StringComparison.Ordinal) || path.EndsWith("/attach", StringComparison.Ordinal)
                || path.EndsWith("/log", StringComparison.Ordinal) || path.Contains("/proxy", StringComparison.Ordinal) ? ((MapValue)item).Without("parameters") : item;
            var actual = served.Map("paths")!.Map(path) ?? MapValue.Empty;
            Compare(differences, path, expected, ReferenceEquals(expected, item) ? actual : actual.Without("parameters"));
        }

        Compare(differences, "definitions", published.Map("definitions")!, served.Map("definitions")!);
        Assert.Equal("", string.Join("\n", differences.Take(30)));
    }

    [SharedFact]
    public void Index_NamesWhatTheServerNames()
    {
        var transcript = Value.Parse(File.ReadAllBytes(SharedReference.PathOf("wire", "golden", "served", "documents-18-openapi_v3.json")));
        var served = (transcript.At("response", "body") ?? Value.Parse(transcript.StringAt("response", "bodyText")!)) as MapValue;

        var index = OpenApiDocuments.Of(Stable).V3Index.Root;

        Assert.Equal(served!.Map("paths")!.Keys.ToArray(), index.Map("paths")!.Keys.ToArray());
        Assert.Equal($"/openapi/v3/apis/apps/v1?hash={OpenApiDocuments.Of(Stable).V3("apis/apps/v1")!.Hash}", index.StringAt("paths", "apis/apps/v1", "serverRelativeURL"));
    }

    [SharedFact]
    public void CustomResources_ArePublishedAsServed()
    {
        var documents = OpenApiDocuments.Of(Stable.WithCustom([Gadget()]));
        var v3 = Value.Parse(Value.Parse(File.ReadAllBytes(Golden("openapi-02-v3-group-version-hashed.json"))).StringAt("response", "bodyText")!);
        var v2 = (MapValue)Value.Parse(File.ReadAllBytes(Golden("openapi-06-v2-reduced.json"))).At("response", "body")!;
        var differences = new List<string>();

        Compare(differences, "v3", Reduced(v3), Reduced(Value.Parse(documents.V3("apis/anchor.example.com/v1")!.Bytes.Span)));
        var whole = (MapValue)Reduced(Value.Parse(documents.V2.Bytes.Span));
        foreach (var section in (string[])["paths", "definitions"])
        {
            foreach (var (key, expected) in v2.Map(section)!)
            {
                Compare(differences, key, Reduced(expected), whole.Map(section)![key] ?? MapValue.Empty);
            }
        }

        Assert.Equal("", string.Join("\n", differences));
    }

    [Fact]
    public void BuiltInDocuments_AreSharedByCatalogs_AndHashesTellCustomOnesApart()
    {
        var one = OpenApiDocuments.Of(Stable.WithCustom([Gadget()]));
        var other = OpenApiDocuments.Of(Stable);

        Assert.Same(one.V3("apis/apps/v1"), other.V3("apis/apps/v1"));
        Assert.Null(other.V3("apis/anchor.example.com/v1"));
        Assert.NotEqual(one.V2.Hash, other.V2.Hash);
        Assert.Equal(128, one.V2.Hash.Length);
    }

    private static ResourceType Gadget()
    {
        var group = "anchor.example.com";
        return new ResourceType
        {
            Group = group,
            Version = "v1",
            Kind = "Gadget",
            ListKind = "GadgetList",
            Plural = "gadgets",
            Singular = "gadget",
            Namespaced = true,
            IsCustom = true,
            Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"],
            Subresources =
            [
                new SubresourceType("status", "Gadget", new GroupVersion(group, "v1"), ["get", "patch", "update"]),
                new SubresourceType("scale", "Scale", new GroupVersion("autoscaling", "v1"), ["get", "patch", "update"]),
            ],
            SelectableFields = ["metadata.name", "metadata.namespace", "spec.color"],
            StorageVersion = new GroupVersion(group, "v1"),
            StorageResource = new GroupResource(group, "gadgets"),
            PublishedSchema = SharedReference.Root is null ? MapValue.Empty : GadgetSchema(),
            Behavior = new PlainBehavior(),
        };
    }

    private static MapValue GadgetSchema()
    {
        var transcript = Value.Parse(File.ReadAllBytes(Golden("crd-04-create.json")));
        var definition = (MapValue)Value.Parse(transcript.StringAt("request", "bodyText")!);
        return (MapValue)definition.Map("spec")!.Maps("versions").First().At("schema", "openAPIV3Schema")!;
    }

    private static string Golden(string file) => SharedReference.PathOf("wire", "machinery", "golden", file);

    // Texts, and the CBOR that only an alpha gate serves.
    private static Value Reduced(Value value) => value switch
    {
        MapValue map => Collapsed(MapValue.Of([.. map
            .Where(m => !(m.Key == "description" && m.Value is StringValue) && m.Key is not "info" && !m.Key.Contains("cbor", StringComparison.Ordinal))
            .Select(m => (m.Key, Reduced(m.Value)))])),
        ListValue list => ListValue.From(list.Where(i => i is not StringValue s || !s.Text.Contains("cbor", StringComparison.Ordinal)).Select(Reduced)),
        _ => value,
    };

    // A few fields without a text refer directly rather than within allOf.
    private static MapValue Collapsed(MapValue map) => map is { Count: 1 } && map.List("allOf") is [MapValue { Count: 1 } only] ? only : map;

    private static void Compare(List<string> differences, string at, Value expected, Value actual)
    {
        if (expected is MapValue a && actual is MapValue b)
        {
            foreach (var key in a.Keys.ToArray().Union(b.Keys.ToArray()))
            {
                if (a[key] is { } left && b[key] is { } right)
                {
                    Compare(differences, $"{at} {key}", left, right);
                }
                else if (key != "enum") // the published documents lack what the server serves
                {
                    differences.Add($"{at} {key}: {Short(a[key])} became {Short(b[key])}");
                }
            }
        }
        else if (!expected.Equals(actual))
        {
            differences.Add($"{at}: {Short(expected)} became {Short(actual)}");
        }
    }

    private static string Short(Value? value) => value?.ToString() is { } text ? text[..Math.Min(text.Length, 200)] : "nothing";

    private sealed class PlainBehavior : KindBehavior;
}
