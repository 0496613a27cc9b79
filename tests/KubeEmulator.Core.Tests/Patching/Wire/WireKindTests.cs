using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Patching.Strategic;
using KubeEmulator.Schemas;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Wire;

/// <summary>
/// Replays what was recorded from the genuine server for every built-in kind: the object before comes from the answer
/// before, so that patches and owners are judged without a server of our own.
/// </summary>
public sealed class WireKindTests
{
    // What these answers hold besides the write itself, so that they say nothing about patching alone.
    private static readonly Dictionary<string, string> NotJudged = new(StringComparer.Ordinal)
    {
        ["nodes POST"] = "taints come from admission, after owners are set",
        ["pods POST"] = "tolerations and tokens come from admission",
        ["services POST"] = "addresses and ports are allocated after owners are set",
        ["jobs POST"] = "selector and labels are generated after owners are set",
        ["namespaces POST"] = "labels and finalizers are set by the strategy",
        ["certificatesigningrequests POST"] = "spec is reset for owners",
        ["certificatesigningrequests PATCH"] = "spec is reset for owners",
        ["kinds/secrets-12-merge-patch"] = "stringData becomes data",
        ["kinds/services-12-merge-patch"] = "defaulting follows",
        ["kinds/namespaces-29-remove-finalizer"] = "the controller writes in between",
        ["kinds/apiservices-21-status-put"] = "the controller writes in between",
        ["kinds/flowschemas-21-status-put"] = "the controller writes in between",
    };

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Kinds()
    {
        if (SharedReference.Root is null)
        {
            return ["skipped"];
        }

        var files = Directory.GetFiles(SharedReference.PathOf("wire", "golden", "kinds"), "*.json").Select(f => Path.GetFileName(f));
        return [.. files.Select(f => f[..f.IndexOf('-', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal)];
    }

    [SharedTheory]
    [MemberData(nameof(Kinds))]
    public void Writes_OfAKind_GiveTheRecordedOwners(string kind)
    {
        var faults = new List<string>();
        var live = new Dictionary<string, MapValue>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(SharedReference.PathOf("wire", "golden", "kinds"), kind + "-*.json").Order(StringComparer.Ordinal))
        {
            var step = new WireStep((MapValue)Value.Parse(File.ReadAllBytes(file)));
            if (step.Body is not { } body || step.Status is not (200 or 201))
            {
                if (step.Status == 404)
                {
                    live.Remove(step.Path);
                }

                if (step.ContentType == "application/apply-patch+yaml")
                {
                    CheckConflict(step, live, faults);
                }

                continue;
            }

            var isJudged = !NotJudged.ContainsKey(step.Name) && !NotJudged.ContainsKey($"{kind} {step.Method}");
            if (isJudged && step.Method is "POST" or "PUT" or "PATCH" && !step.IsDryRun && body.At("metadata", "name") is not null)
            {
                Check(step, step.Method == "POST" ? null : live.GetValueOrDefault(step.ObjectPath(body)), body, faults);
            }

            if (step.Method is not "DELETE" && !step.IsDryRun && body.At("metadata", "uid") is not null && body.String("kind") != "PartialObjectMetadata")
            {
                live[step.ObjectPath(body)] = body;
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    private static void CheckConflict(WireStep step, Dictionary<string, MapValue> live, List<string> faults)
    {
        if (step.Status != 409 || !live.TryGetValue(step.Path, out var before))
        {
            return;
        }

        var fault = Assert.Throws<ApiException>(() => step.Owners(before).Apply(before, step.Document, step.Manager, step.Force, Now));
        if (fault.Message != step.Message)
        {
            faults.Add($"{step.Name}: expected {step.Message}\nactual {fault.Message}");
        }
    }

    private static void Check(WireStep step, MapValue? before, MapValue body, List<string> faults)
    {
        if (before is null && step.Method != "POST" && step.ContentType != "application/apply-patch+yaml")
        {
            return;
        }

        var owners = step.Owners(body);
        var list = before is null ? null : ManagedFields.ListOf(before);
        var after = step.ContentType == "application/apply-patch+yaml"
            ? owners.Apply(before, step.Document, step.Manager, step.Force, Now)
            : owners.TrackUpdate(before, ManagedFields.With(body, list), step.Manager, Now);
        Compare(step, "owners", Comparable(ManagedFields.ListOf(body)), Comparable(ManagedFields.ListOf(after)), faults);
        if (before is not null && Patched(step, before, body) is { } patched)
        {
            Compare(step, "document", Content(body), Content(patched), faults);
        }
    }

    private static MapValue? Patched(WireStep step, MapValue before, MapValue body) => step.ContentType switch
    {
        "application/json-patch+json" => (MapValue)JsonPatch.Apply(before, JsonPatch.Read(Value.Parse(step.Text))),
        "application/merge-patch+json" => (MapValue)JsonMergePatch.Apply(before, step.Document),
        "application/strategic-merge-patch+json" => StrategicMergePatch.Apply(before, step.Document, step.SchemaOf(body)),
        _ => null,
    };

    private static void Compare(WireStep step, string what, string expected, string actual, List<string> faults)
    {
        if (expected != actual)
        {
            faults.Add($"{step.Name} {what}:\nexpected {expected}\nactual   {actual}");
        }
    }

    private static string Comparable(ListValue? list) => string.Join('\n', ManagedFields.Read(list)
        .Select(o => $"{(o.Id.IsApply ? "Apply" : "Update")} {o.Id.Manager} {o.ApiVersion} {o.Id.Subresource} {o.Fields.FieldsV1}")
        .Order(StringComparer.Ordinal));

    // What the server sets by itself is left out.
    private static string Content(MapValue document) => new MapBuilder
    {
        { "spec", document["spec"] ?? Value.Null },
        { "labels", document.At("metadata", "labels") ?? Value.Null },
        { "annotations", document.At("metadata", "annotations") ?? Value.Null },
        { "finalizers", document.At("metadata", "finalizers") ?? Value.Null },
        { "data", document["data"] ?? Value.Null },
    }.Build() is var map ? GoJson.Append(new System.Text.StringBuilder(), map).ToString() : "";
}
