using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>The <c>status.allocation</c> of a claim; <c>allocator_stable.go</c> (Allocate, createNodeSelector). Pure.</summary>
internal static class AllocationDocument
{
    /// <summary>The allocation of the chosen devices.</summary>
    public static MapValue Of(KubeObject claim, IReadOnlyList<ChosenDevice> chosen, DateTimeOffset now)
    {
        var devices = new MapBuilder { { "results", ListValue.From(chosen.Select(Result)) } };
        Value[] config = [.. Configuration(claim, chosen)];
        devices["config"] = config.Length > 0 ? ListValue.Of(config) : null;
        var allocation = new MapBuilder { { "devices", devices.Build() } };
        allocation["nodeSelector"] = NodeSelector(chosen);
        allocation.Set("allocationTimestamp", KubeTime.Format(now));
        return allocation.Build();
    }

    private static Value Result(ChosenDevice chosen)
    {
        var (driver, pool, name) = chosen.Device.Id;
        var result = new MapBuilder { { "request", chosen.Request.Path }, { "driver", driver }, { "pool", pool }, { "device", name } };
        result["adminAccess"] = chosen.Request.IsAdmin ? BoolValue.True : null;
        result["tolerations"] = chosen.Request.Body.List("tolerations") is { Count: > 0 } tolerations ? tolerations : null;
        return result.Build();
    }

    // First what the classes say, each once for all requests of it; then what the claim says.
    private static IEnumerable<Value> Configuration(KubeObject claim, IReadOnlyList<ChosenDevice> chosen)
    {
        DeviceRequest[] requests = [.. chosen.Select(c => c.Request).Distinct()];
        foreach (var group in requests.GroupBy(r => r.Class.Name))
        {
            var names = ListValue.From(group.Select(r => (Value)r.Path));
            foreach (var config in group.First().Class.Spec.Maps("config"))
            {
                yield return MapValue.Of(("source", "FromClass"), ("requests", names)).With("opaque", config["opaque"] ?? MapValue.Empty);
            }
        }

        foreach (var config in claim.Spec.Map("devices")?.Maps("config") ?? [])
        {
            string[] names = [.. config.Strings("requests")];
            if (names.Length == 0 || requests.Any(r => r.IsAmong(names)))
            {
                var written = names.Length == 0 ? MapValue.Of(("source", "FromClaim")) : MapValue.Of(("source", "FromClaim"), ("requests", config["requests"]!));
                yield return written.With("opaque", config["opaque"] ?? MapValue.Empty);
            }
        }
    }

    // One device of one node ties the claim to it; otherwise what all slices demand.
    private static MapValue? NodeSelector(IReadOnlyList<ChosenDevice> chosen)
    {
        var (fields, expressions) = (ListValue.Empty, ListValue.Empty);
        foreach (var device in chosen.Select(c => c.Device))
        {
            var where = device.Slice.Spec.Bool("perDeviceNodeSelection") == true ? device.Device : device.Slice.Spec;
            if (where.String("nodeName") is { Length: > 0 } node)
            {
                return Terms(ListValue.Of(MapValue.Of(("key", "metadata.name"), ("operator", "In"), ("values", ListValue.Of(node)))), ListValue.Empty);
            }

            foreach (var term in where.Map("nodeSelector")?.Maps("nodeSelectorTerms").Take(1) ?? [])
            {
                fields = Union(fields, term.Maps("matchFields"));
                expressions = Union(expressions, term.Maps("matchExpressions"));
            }
        }

        return fields.Count + expressions.Count == 0 ? null : Terms(fields, expressions);
    }

    private static ListValue Union(ListValue list, IEnumerable<MapValue> more) => more.Aggregate(list, (all, one) => all.Contains(one) ? all : all.Add(one));

    private static MapValue Terms(ListValue fields, ListValue expressions)
    {
        var term = new MapBuilder();
        term["matchExpressions"] = expressions.Count > 0 ? expressions : null;
        term["matchFields"] = fields.Count > 0 ? fields : null;
        return MapValue.Of(("nodeSelectorTerms", ListValue.Of(term.Build())));
    }
}
