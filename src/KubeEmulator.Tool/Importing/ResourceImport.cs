using System.Security.Cryptography;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Importing;

/// <summary>The resource table: groups in the order served, and each resource with its columns and selectable fields.</summary>
internal sealed class ResourceImport(ReferenceFolder reference, MapValue definitions)
{
    public MapValue Import()
    {
        var rows = reference.Resources().ToList();
        return MapValue.Of(
            ("groups", ListValue.From(Groups())),
            ("resources", ListValue.From(rows.Select(row => Resource(row, rows)))));
    }

    private IEnumerable<Value> Groups()
    {
        yield return MapValue.Of(("name", ""), ("package", "io.k8s.api.core"), ("versions", ListValue.Of("v1")));
        foreach (var group in reference.Groups())
        {
            var name = group.StringOrEmpty("name");
            yield return MapValue.Of(
                ("name", name),
                ("package", PackageOf(name)),
                ("versions", ListValue.From(group.Maps("versions").Select(v => (Value)v.StringOrEmpty("version")))));
        }
    }

    // The package of a group is read off any type that names the group as its own and is not shared by all of them.
    private string PackageOf(string group)
    {
        foreach (var (name, definition) in definitions)
        {
            if (!name.StartsWith("io.k8s.apimachinery.", StringComparison.Ordinal)
                && ((MapValue)definition).Maps("x-kubernetes-group-version-kind").Any(k => k.StringOrEmpty("group") == group))
            {
                return TypeName.PackageOf(TypeName.PackageOf(name));
            }
        }

        throw new InvalidDataException($"no type of group {group}");
    }

    private MapValue Resource(Dictionary<string, string> row, List<Dictionary<string, string>> rows)
    {
        var facts = new MapBuilder
        {
            { "group", row["group"] },
            { "version", row["version"] },
            { "kind", row["kind"] },
            { "plural", row["plural"] },
            { "singular", row["singular"] },
        };
        facts["shortNames"] = Words(row["shortNames"]);
        facts["categories"] = Words(row["categories"]);
        facts.Set("namespaced", row["namespaced"] == "true");
        facts["verbs"] = Words(row["verbs"]);
        facts["subresources"] = Subresources(row["subresources"]);
        facts.Set("enabled", row["enabledByDefault"] == "true");
        if (row["storageVersionHash"].Length > 0)
        {
            facts.Set("hash", row["storageVersionHash"]);
            facts.Set("storage", StorageVersion(row, rows));
        }

        facts["deleted"] = DeleteReturnsObject(row) ? StringValue.Of("object") : null;
        facts["columns"] = Columns(row["kind"]);
        facts["selectors"] = Selectors(row);
        return facts.Build();
    }

    // Most deletions answer with a Status; what the others answer with stands in the operation's response.
    private bool DeleteReturnsObject(Dictionary<string, string> row)
    {
        var root = row["group"].Length == 0 ? $"/api/{row["version"]}" : $"/apis/{row["group"]}/{row["version"]}";
        var path = $"{root}{(row["namespaced"] == "true" ? "/namespaces/{namespace}" : "")}/{row["plural"]}/{{name}}";
        return reference.Paths().Map(path)?.StringAt("delete", "responses", "200", "schema", "$ref") is { } answer
            && !answer.EndsWith(".Status", StringComparison.Ordinal);
    }

    private static ListValue? Words(string text) => text.Length == 0 ? null : ListValue.From(text.Split('|').Select(w => (Value)w));

    // name=ResponseKind[verbs];... where a kind of another group is group/version/Kind.
    private static ListValue? Subresources(string text) => text.Length == 0 ? null : ListValue.From(text.Split(';').Select(entry =>
    {
        var equals = entry.IndexOf('=', StringComparison.Ordinal);
        var bracket = entry.IndexOf('[', StringComparison.Ordinal);
        var kind = entry[(equals + 1)..bracket].Split('/');
        var facts = new MapBuilder { { "name", entry[..equals] } };
        if (kind.Length == 3)
        {
            facts.Set("group", kind[0]);
            facts.Set("version", kind[1]);
        }

        facts.Set("kind", kind[^1]);
        facts["verbs"] = Words(entry[(bracket + 1)..^1]);
        return (Value)facts.Build();
    }));

    // apiserver's discovery.StorageVersionHash: the first eight bytes of sha256("group/version/kind"); so the version is found by trying.
    private static string StorageVersion(Dictionary<string, string> row, List<Dictionary<string, string>> rows)
    {
        foreach (var candidate in rows.Where(r => r["kind"] == row["kind"]).Select(r => (Group: r["group"], Version: r["version"])))
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{candidate.Group}/{candidate.Version}/{row["kind"]}"));
            if (Convert.ToBase64String(hash, 0, 8) == row["storageVersionHash"])
            {
                return candidate.Group.Length == 0 ? candidate.Version : $"{candidate.Group}/{candidate.Version}";
            }
        }

        // CustomResourceDefinition hashes another name; it has one version.
        return $"{row["group"]}/{row["version"]}";
    }

    private ListValue? Columns(string kind)
    {
        // Columns are known by kind alone: the two groups that have an Event print the same.
        var columns = reference.PrinterColumns().List(kind);
        return columns is null ? null : ListValue.From(columns.OfType<MapValue>().Select(c =>
            (Value)ListValue.Of(c.StringOrEmpty("name"), c.StringOrEmpty("type"), c.StringOrEmpty("format"), c.Integer("priority") ?? 0)));
    }

    private Value? Selectors(Dictionary<string, string> row)
    {
        var apiVersion = row["group"].Length == 0 ? row["version"] : $"{row["group"]}/{row["version"]}";
        return reference.FieldSelectors().FirstOrDefault(s => s.StringOrEmpty("kind") == row["kind"] && s.StringOrEmpty("apiVersion") == apiVersion)?["fields"];
    }
}
