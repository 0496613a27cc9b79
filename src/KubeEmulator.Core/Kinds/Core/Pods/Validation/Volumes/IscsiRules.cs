using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>iSCSI targets and their qualified names.</summary>
internal static partial class IscsiRules
{
    private const string WrongFormat = "must be valid format";

    public static void Check(FieldErrors errors, FieldPath path, MapValue source)
    {
        errors.Present(path.Child("targetPortal"), source.StringOrEmpty("targetPortal"));
        var iqn = source.StringOrEmpty("iqn");
        if (errors.Present(path.Child("iqn"), iqn))
        {
            Name(errors, path.Child("iqn"), iqn);
        }

        Lun(errors, path, source);
        Secret(errors, path, source);
        if (source.String("initiatorName") is { } initiator)
        {
            Name(errors, path.Child("initiatorname"), initiator);
        }
    }

    /// <summary>The source of a PersistentVolume.</summary>
    public static void Persistent(FieldErrors errors, FieldPath path, MapValue source, string volumeName)
    {
        var (portal, iqn, initiator) = (source.StringOrEmpty("targetPortal"), source.StringOrEmpty("iqn"), source.String("initiatorName"));
        errors.Present(path.Child("targetPortal"), portal);
        if (initiator is not null && $"{volumeName}:{portal}".Length > 64)
        {
            errors.Invalid(path.Child("targetportal"), portal, "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.");
        }

        if (errors.Present(path.Child("iqn"), iqn))
        {
            Name(errors, path.Child("iqn"), iqn, WrongFormat);
        }

        Lun(errors, path, source);
        Secret(errors, path, source);
        if (source.Map("secretRef") is { } secret)
        {
            errors.Present(path.Child("secretRef").Child("name"), secret.StringOrEmpty("name"));
        }

        if (initiator is not null)
        {
            Name(errors, path.Child("initiatorname"), initiator, WrongFormat);
        }
    }

    private static void Lun(FieldErrors errors, FieldPath path, MapValue source)
    {
        var lun = source.Integer("lun") ?? 0;
        errors.Faults(path.Child("lun"), lun, TextRules.CheckRange(lun, 0, 255));
    }

    private static void Secret(FieldErrors errors, FieldPath path, MapValue source)
    {
        if ((source.Bool("chapAuthDiscovery") == true || source.Bool("chapAuthSession") == true) && source.Map("secretRef") is null)
        {
            errors.Required(path.Child("secretRef"));
        }
    }

    private static void Name(FieldErrors errors, FieldPath path, string name, string unknownFormat = "must be valid format starting with iqn, eui, or naa")
    {
        var sound = name.Length < 3 ? (bool?)null : name[..3] switch
        {
            "iqn" => Iqn().IsMatch(name),
            "eui" => Eui().IsMatch(name),
            "naa" => Naa().IsMatch(name),
            _ => null,
        };
        if (sound != true)
        {
            errors.Invalid(path, name, sound is null ? unknownFormat : WrongFormat);
        }
    }

    [GeneratedRegex(@"iqn\.[0-9]{4}-[0-9]{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\t\n\f\r ]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iqn();

    [GeneratedRegex(@"\Aeui.[A-Za-z0-9]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Eui();

    [GeneratedRegex(@"\Anaa.[A-Za-z0-9]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Naa();
}
