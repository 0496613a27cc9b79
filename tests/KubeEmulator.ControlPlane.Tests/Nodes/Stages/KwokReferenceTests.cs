using KubeEmulator.Api;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Nodes.Stages.Templates;
using KubeEmulator.Nodes.Stages.Templates.Functions;
using KubeEmulator.Objects;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Stages;

/// <summary>KWOK's own tests of its Stages: an object, and what every Stage that can play it would do.</summary>
public sealed class KwokReferenceTests
{
    private static readonly DateTimeOffset Now = new(2006, 1, 2, 15, 4, 5, TimeSpan.Zero);

    public static TheoryData<string> Cases()
    {
        var root = SharedReference.Root is null ? null : SharedReference.PathOf("reference", "kwok-stages");
        string[] cases = root is null ? ["none"] :
        [
            .. Directory.EnumerateFiles(root, "*.input.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => Path.GetRelativePath(root, file)[..^".input.yaml".Length].Replace('\\', '/')),
        ];
        return new TheoryData<string>(cases);
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Stages_DoToAnObject_WhatKwokDoes(string @case)
    {
        var file = SharedReference.PathOf("reference", "kwok-stages", @case);
        var target = new KubeObject((MapValue)YamlText.Parse(File.ReadAllText(file + ".input.yaml")));
        var expected = ((MapValue)YamlText.Parse(File.ReadAllText(file + ".output.yaml"))).List("stages") ?? ListValue.Empty;
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(file))!;
        var stages = Stage.ReadPath(folder).Where(s => s.Kind == target.Kind && s.ApiGroup == target.ApiVersion).ToArray();

        var found = ListValue.From(StageChoice.Possible(stages, target).OrderBy(p => p.Stage.Name, StringComparer.Ordinal).Select(p => Describe(p.Stage, target)));

        Assert.Equal(YamlText.Write(ListValue.From(expected.OrderBy(s => ((MapValue)s).String("stage"), StringComparer.Ordinal))), YamlText.Write(found));
    }

    private static MapValue Describe(Stage stage, KubeObject target)
    {
        var result = new MapBuilder { { "stage", stage.Name } };
        if (stage.Plan.Delay is not null)
        {
            var (least, most) = StageChoice.Range(stage, target, Now);
            result["delay"] = ListValue.From(new[] { least, most }.Distinct().Select(t => (Value)(t.Ticks * 100)));
        }

        result["weight"] = stage.Plan.Weight.Weight(target.Root)!.Value;
        result["next"] = ListValue.From(stage.Plan.Steps.SelectMany(s => Describe(s, target)));
        return result.Build();
    }

    private static IEnumerable<Value> Describe(StageStep step, KubeObject target)
    {
        if (step.Event is { } said)
        {
            yield return MapValue.Of(("kind", "event"), ("type", said.Type), ("reason", said.Reason), ("message", said.Message));
        }

        if (step.Delete)
        {
            yield return MapValue.Of(("kind", "delete"));
        }

        if (step.Patch is { } patch)
        {
            var result = new MapBuilder { { "kind", "patch" }, { "type", "application/merge-patch+json" }, { "data", patch.Render(target.Root, Functions()) } };
            Set(result, "subresource", patch.Subresource);
            yield return result.Build();
        }

        if (step.Apply is { } apply)
        {
            var result = new MapBuilder
            {
                { "kind", "apply" },
                { "type", apply.Type == PatchType.Apply ? "application/apply-patch+yaml" : "application/merge-patch+json" },
                { "data", YamlText.Parse(apply.Template.Render(target.Root, Functions())) },
            };
            Set(result, "subresource", apply.Subresource);
            yield return result.Build();
        }
    }

    private static void Set(MapBuilder map, string key, string text)
    {
        if (text.Length > 0)
        {
            map[key] = text;
        }
    }

    // As KWOK's test has them: functions of the cluster show their name and arguments.
    private static TemplateFunctions Functions()
    {
        var shown = new Dictionary<string, Func<IReadOnlyList<Value>, Value>>(StringComparer.Ordinal);
        foreach (var name in (string[])["NodeIP", "NodeName", "NodePort", "PodIP", "NodeIPWith", "PodIPWith", "Now", "Version"])
        {
            shown[name] = a => $"<{Call(name, a)}>";
        }

        foreach (var name in (string[])["NodeIPsWith", "PodIPsWith"])
        {
            shown[name] = a => ListValue.Of($"<0 of {Call(name, a)}>", $"<1 of {Call(name, a)}>");
        }

        return StageFunctions.With(() => Now, Now, shown);
    }

    private static string Call(string name, IReadOnlyList<Value> arguments) => arguments.Count == 0 ? name
        : $"{name}({string.Join(", ", arguments.Select(a => a is StringValue text ? GoText.Quote(text.Text) : TemplateValues.Text(a)))})";
}
