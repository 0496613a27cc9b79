using KubeEmulator.Api;
using KubeEmulator.Nodes.Stages.Templates;

namespace KubeEmulator.Nodes.Stages.Reading;

/// <summary>What a Stage does: <c>steps</c>, or the older <c>next</c>, which is turned into them as kwok's <c>conversion.go</c> does.</summary>
internal static class StageStepReader
{
    public static IReadOnlyList<StageStep> Read(StageFields spec)
    {
        var steps = new List<StageStep>();
        foreach (var step in spec.List("steps"))
        {
            step.Only("patch", "event", "finalizers", "delete", "apply");
            steps.Add(new StageStep
            {
                Event = Event(step),
                Finalizers = Finalizers(step),
                Delete = step.Bool("delete"),
                Patch = step.Fields("patch") is { } patch ? Patch(patch) : null,
                Apply = step.Fields("apply") is { } apply ? Apply(apply) : null,
            });
        }

        var next = spec.Fields("next");
        next?.Only("event", "finalizers", "delete", "patches", "statusTemplate", "statusSubresource", "statusPatchAs");
        if (next is null && !spec.Has("steps"))
        {
            spec.Fault("steps", "is missing; say what the Stage does, with steps or next");
        }

        return steps.Count > 0 || next is null ? steps : Next(next);
    }

    private static IReadOnlyList<StageStep> Next(StageFields next)
    {
        StageStep[] patches = [.. next.List("patches").Select(p => new StageStep { Patch = Patch(p) })];
        if (patches.Length == 0 && next.String("statusTemplate") is { Length: > 0 })
        {
            patches = [new StageStep { Patch = StatusPatch(next) }];
        }

        return
        [
            .. Event(next) is { } said ? [new StageStep { Event = said }] : Array.Empty<StageStep>(),
            .. Finalizers(next) is { } finalizers ? [new StageStep { Finalizers = finalizers }] : Array.Empty<StageStep>(),
            .. patches.Where(p => p.Patch is not null),
            .. next.Bool("delete") ? [new StageStep { Delete = true }] : Array.Empty<StageStep>(),
        ];
    }

    private static StagePatch? StatusPatch(StageFields next) => Template(next, "statusTemplate") is { } template
        ? new StagePatch(next.Has("statusSubresource") ? next.String("statusSubresource") ?? "status" : "status", "status", template, null, User(next, "statusPatchAs"))
        : null;

    private static StageEvent? Event(StageFields fields)
    {
        if (fields.Fields("event") is not { } said)
        {
            return null;
        }

        said.Only("type", "reason", "message");
        var type = said.String("type") is { Length: > 0 } given ? given : "Normal";
        if (type is not ("Normal" or "Warning"))
        {
            said.Fault("type", $"\"{type}\" is not Normal or Warning");
        }

        return new StageEvent(type, said.String("reason") ?? "", said.String("message") ?? "");
    }

    private static StageFinalizers? Finalizers(StageFields fields)
    {
        if (fields.Fields("finalizers") is not { } finalizers)
        {
            return null;
        }

        finalizers.Only("add", "remove", "empty");
        return new StageFinalizers(Values("add"), Values("remove"), finalizers.Bool("empty"));

        string[] Values(string name) => [.. finalizers.List(name).Select(f => f.Only("value").String("value") ?? "").Where(v => v.Length > 0)];
    }

    private static StagePatch? Patch(StageFields patch)
    {
        patch.Only("subresource", "root", "template", "type", "impersonation");
        PatchType? type = patch.String("type") switch
        {
            null or "" => null,
            "json" => PatchType.Json,
            "merge" => PatchType.Merge,
            "strategic" => PatchType.StrategicMerge,
            var other => Refuse(patch, other, "json, merge or strategic"),
        };
        return Template(patch, "template") is { } template
            ? new StagePatch(patch.String("subresource") ?? "", patch.String("root") ?? "", template, type, User(patch, "impersonation"))
            : null;
    }

    private static StageApply? Apply(StageFields apply)
    {
        apply.Only("template", "subresource", "type", "impersonation");
        var type = apply.String("type") switch
        {
            null or "" or "apply" => PatchType.Apply,
            "merge" => PatchType.Merge,
            "strategic" => PatchType.StrategicMerge,
            var other => Refuse(apply, other, "apply, merge or strategic"),
        };
        return Template(apply, "template") is { } template ? new StageApply(apply.String("subresource") ?? "", template, type, User(apply, "impersonation")) : null;
    }

    private static PatchType Refuse(StageFields fields, string type, string wanted)
    {
        fields.Fault("type", $"\"{type}\" is not {wanted}");
        return default;
    }

    private static string? User(StageFields fields, string name)
    {
        if (fields.Fields(name) is not { } user)
        {
            return null;
        }

        if (user.Only("username").String("username") is { Length: > 0 } username)
        {
            return username;
        }

        user.Fault("username", "is missing");
        return null;
    }

    private static Template? Template(StageFields fields, string name)
    {
        if (fields.String(name) is not { } text)
        {
            fields.Fault(name, "is missing; write a Go template that gives YAML");
            return null;
        }

        try
        {
            return TemplateParser.Parse(text.Trim(), StageFunctions.Names.Contains);
        }
        catch (TemplateException wrong)
        {
            fields.Fault(name, wrong.Message);
            return null;
        }
    }
}
