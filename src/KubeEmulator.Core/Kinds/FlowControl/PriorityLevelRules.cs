using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a PriorityLevelConfiguration must be. Upstream: <c>pkg/apis/flowcontrol/validation/validation.go</c>.</summary>
internal static class PriorityLevelRules
{
    private const string Roundtrip = "flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares";
    private const int MostQueues = 10 * 1000 * 1000;
    private const int HashBits = 60;
    private static readonly FieldPath SpecPath = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue document)
    {
        FinalizerRules.Check(errors, document);
        if (document.Map("metadata")?.Map("annotations")?.ContainsKey(Roundtrip) == true)
        {
            errors.Forbidden(FieldPath.Of("metadata", "annotations"), $"annotation '{Roundtrip}' is forbidden");
        }

        var (spec, name) = (document.Map("spec") ?? MapValue.Empty, document.StringAt("metadata", "name") ?? "");
        Spec(errors, spec, name);
        var compared = name == "exempt" ? spec.Without("exempt") : spec;
        if (MandatoryFlows.LevelSpec(name) is { } mandatory && !SemanticEquality.Equal(compared, mandatory))
        {
            var text = InternalText.Of(spec, "io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationSpec");
            errors.InvalidText(SpecPath, text, name == "exempt" ? "spec of 'exempt' except the 'spec.exempt' field must equal the fixed value" : $"spec of '{name}' must equal the fixed value");
        }

        FlowStatusRules.Check(errors, document);
    }

    private static void Spec(FieldErrors errors, MapValue spec, string name)
    {
        var type = spec.StringOrEmpty("type");
        if ((name == "exempt") != (type == "Exempt"))
        {
            errors.Invalid(SpecPath.Child("type"), type, "must be 'Exempt' if and only if `name` is 'exempt'");
        }

        var (limited, exempt) = (spec.Map("limited"), spec.Map("exempt"));
        switch (type)
        {
            case "Exempt":
                if (limited is not null)
                {
                    errors.Forbidden(SpecPath.Child("limited"), "must be nil if the type is not Limited");
                }

                Shares(errors, SpecPath.Child("exempt"), exempt ?? MapValue.Empty);
                Lendable(errors, SpecPath.Child("exempt"), exempt ?? MapValue.Empty);
                break;
            case "Limited":
                if (exempt is not null)
                {
                    errors.Forbidden(SpecPath.Child("exempt"), "must be nil if the type is Limited");
                }

                if (limited is null)
                {
                    errors.Required(SpecPath.Child("limited"), "must not be empty when type is Limited");
                }
                else
                {
                    Limited(errors, SpecPath.Child("limited"), limited);
                }

                break;
            default:
                errors.NotSupported(SpecPath.Child("type"), type, "Exempt", "Limited");
                break;
        }
    }

    private static void Limited(FieldErrors errors, FieldPath path, MapValue limited)
    {
        Shares(errors, path, limited);
        Response(errors, path.Child("limitResponse"), limited.Map("limitResponse") ?? MapValue.Empty);
        Lendable(errors, path, limited);
        if (limited.Integer("borrowingLimitPercent") is { } borrowing and < 0)
        {
            errors.Invalid(path.Child("borrowingLimitPercent"), borrowing, "if specified, must be a non-negative integer");
        }
    }

    private static void Shares(FieldErrors errors, FieldPath path, MapValue level)
    {
        if (level.Integer("nominalConcurrencyShares") is { } shares and < 0)
        {
            errors.Invalid(path.Child("nominalConcurrencyShares"), shares, "must be a non-negative integer");
        }
    }

    private static void Lendable(FieldErrors errors, FieldPath path, MapValue level)
    {
        if (level.Integer("lendablePercent") is { } percent and (< 0 or > 100))
        {
            errors.Invalid(path.Child("lendablePercent"), percent, "must be between 0 and 100, inclusive");
        }
    }

    private static void Response(FieldErrors errors, FieldPath path, MapValue response)
    {
        var (type, queuing) = (response.StringOrEmpty("type"), response.Map("queuing"));
        switch (type)
        {
            case "Reject" when queuing is not null:
                errors.Forbidden(path.Child("queuing"), "must be nil if limited.limitResponse.type is not Limited");
                break;
            case "Reject":
                break;
            case "Queue" when queuing is null:
                errors.Required(path.Child("queuing"), "must not be empty if limited.limitResponse.type is Limited");
                break;
            case "Queue":
                Queuing(errors, path.Child("queuing"), queuing);
                break;
            default:
                errors.NotSupported(path.Child("type"), type, "Queue", "Reject");
                break;
        }
    }

    private static void Queuing(FieldErrors errors, FieldPath path, MapValue queuing)
    {
        const string NotPositive = "must be positive";
        var (length, queues, hand) = (queuing.Integer("queueLengthLimit") ?? 0, queuing.Integer("queues") ?? 0, queuing.Integer("handSize") ?? 0);
        if (length <= 0)
        {
            errors.Invalid(path.Child("queueLengthLimit"), length, NotPositive);
        }

        if (queues <= 0)
        {
            errors.Invalid(path.Child("queues"), queues, NotPositive);
        }
        else if (queues > MostQueues)
        {
            errors.Invalid(path.Child("queues"), queues, $"must not be greater than {MostQueues}");
        }

        if (hand <= 0)
        {
            errors.Invalid(path.Child("handSize"), hand, NotPositive);
        }
        else if (hand > queues)
        {
            errors.Invalid(path.Child("handSize"), hand, $"should not be greater than queues ({queues})");
        }
        else if (Math.Ceiling(Math.Log2(queues) * hand) > HashBits)
        {
            // Dealing hands must not use up the bits of the hash (apiserver pkg/util/shufflesharding).
            errors.Invalid(path.Child("handSize"), hand, $"required entropy bits of deckSize {queues} and handSize {hand} should not be greater than {HashBits}");
        }
    }
}
