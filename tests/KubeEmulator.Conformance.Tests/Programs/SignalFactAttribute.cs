namespace KubeEmulator.Conformance.Programs;

/// <summary>A fact that ends a program by a signal.</summary>
internal sealed class SignalFactAttribute : FactAttribute
{
    public SignalFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no signals that end a program in good order";
        }
    }
}
