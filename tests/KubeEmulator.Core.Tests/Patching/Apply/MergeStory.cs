using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply;

/// <summary>
/// One short story of writes from <c>tests/Golden/Patching/StructuredMerge</c>: who writes what in which version, and
/// the object and its owners at the end. The stories are the cases of structured-merge-diff's own merge tests.
/// </summary>
internal sealed class MergeStory
{
    private readonly MapValue _group;
    private readonly MapValue _case;
    private readonly OwnershipMerge _merge;
    private SmdSchemas? _schemas;
    private VersionedValue? _live;

    public MergeStory(string file, string name)
    {
        _group = Read(file);
        _case = _group.Maps("cases").Single(c => c.String("name") == name);
        _schemas = _group.Map("schema") is { } schema ? new SmdSchemas(schema) : null;
        _merge = new OwnershipMerge(Convert, version => Filter(_case.Map("filter")?.Map(version)));
    }

    public static string Folder { get; } = Path.Combine(SharedReference.RepositoryRoot, "tests", "Golden", "Patching", "StructuredMerge");

    public bool Fails => _case.Bool("fails") == true;

    public Value? Expected => _case["object"];

    public MapValue? ExpectedOwners => _case.Map("managed");

    public FieldOwners Owners { get; } = new();

    /// <summary>The object at the end, in the version that the story asks for.</summary>
    public Value Live => Convert(_live!, _case.String("version") ?? _live!.ApiVersion)!.Value;

    public static MapValue Read(string file) => (MapValue)Value.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));

    public void Run()
    {
        foreach (var step in _case.Maps("ops"))
        {
            if (step.String("op") == "schema")
            {
                _schemas = new SmdSchemas(step.Map("schema")!);
                _live = _live! with { Type = TypeOf(_live.ApiVersion) };
                continue;
            }

            Run(step, step.String("version")!);
        }
    }

    private void Run(MapValue step, string version)
    {
        var value = new VersionedValue(step["object"]!, TypeOf(version), version);
        var manager = ManagerId.Of(step.String("manager")!);
        var live = _live is null ? new VersionedValue(Value.Null, TypeOf(version), version) : Convert(_live, version)!;
        TypedValidation.Check(value.Value, value.Type, allowDuplicates: step.String("op") == "update");
        switch (step.String("op"))
        {
            case "update":
                _merge.Update(live, value, Owners, manager);
                _live = value;
                break;
            case "extract":
                var owned = Owners[manager]?.Fields ?? FieldSet.Empty;
                var extracted = TypedRemoval.Only(live.Value, FieldSetAlgebra.Leaves(owned), live.Type);
                var configuration = value with { Value = TypedMerge.Merge(extracted, value.Value, live.Type) };
                _live = _merge.Apply(live, configuration, Owners, manager, force: true);
                break;
            case "force":
                _live = _merge.Apply(live, value, Owners, manager, force: true);
                break;
            default:
                Apply(live, value, manager, step.List("conflicts"));
                break;
        }
    }

    private void Apply(VersionedValue live, VersionedValue value, ManagerId manager, ListValue? conflicts)
    {
        if (conflicts is not { Count: > 0 })
        {
            _live = _merge.Apply(live, value, Owners, manager, force: false);
            return;
        }

        var fault = Assert.Throws<ApplyConflictException>(() => _merge.Apply(live, value, Owners.Copy(), manager, force: false));
        Assert.Equal(
            conflicts.OfType<ListValue>().Select(c => $"{((StringValue)c[0]).Text} {((StringValue)c[1]).Text}").Order(),
            fault.Conflicts.Select(c => $"{c.Manager.Manager} {c.Field}").Order());
    }

    private OwnershipType TypeOf(string version) =>
        _schemas is null ? OwnershipType.Of(Schema.Any) : OwnershipType.Of(_schemas[_group.String("type") ?? version]);

    private VersionedValue? Convert(VersionedValue value, string version)
    {
        if (_group.String("converter") is not { } converter)
        {
            return value with { ApiVersion = version };
        }

        if (converter != "repeating" && value.ApiVersion == version)
        {
            return value;
        }

        return converter switch
        {
            "repeating" => value with { Value = Repeat(value.Value, version[1] - '0', isRoot: true), ApiVersion = version },
            "renaming" => new VersionedValue(Rename(value.Value, value.ApiVersion, version), TypeOf(version), version),
            _ => new VersionedValue(RelyOn(value.Value, version), TypeOf(version), version),
        };
    }

    // Version n repeats the first letter of every name below the root n times, and forgets scalars.
    private static Value Repeat(Value value, int times, bool isRoot)
    {
        if (value is not MapValue { Count: > 0 } map)
        {
            return isRoot ? value : Value.Null;
        }

        var result = new MapBuilder();
        foreach (var (key, member) in map.OrderBy(m => m.Key, StringComparer.Ordinal).Take(isRoot ? 1 : int.MaxValue))
        {
            result.Set(isRoot ? key : new string(key[0], times), Repeat(member, times, isRoot: false));
        }

        return result.Build();
    }

    private static Value Rename(Value value, string from, string to)
    {
        switch (value)
        {
            case ListValue list:
                return list.Edit(item => Rename(item, from, to));
            case MapValue map:
                var result = new MapBuilder();
                foreach (var (key, member) in map)
                {
                    result.Set(key.EndsWith(from, StringComparison.Ordinal) ? key[..^from.Length] + to : key, Rename(member, from, to));
                }

                return result.Build();
            default:
                return value;
        }
    }

    // The old version cannot be made without the field that the new one requires.
    private static MapValue RelyOn(Value value, string version)
    {
        var (from, to) = version == "v1" ? ("required_field_bar", "field_foo_rely_on_bar") : ("field_foo_rely_on_bar", "required_field_bar");
        var map = (MapValue)value;
        if (map[from] is not { } member)
        {
            return version == "v1" ? throw new InvalidOperationException("missing required field bar") : map;
        }

        return map.Without(from).With(to, member);
    }

    private static FieldFilter? Filter(MapValue? filter)
    {
        if (filter?.List("include") is { } patterns)
        {
            return FieldFilter.Include([.. patterns.OfType<ListValue>().Select(p => p.OfType<StringValue>().Select(s => s.Text).ToArray())]);
        }

        return filter is null ? null : FieldFilter.Exclude(FieldSet.Of([.. filter.Strings("exclude").Select(PathOf)]));
    }

    private static PathElement[] PathOf(string text) => [.. text.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(PathElement.Field)];
}
