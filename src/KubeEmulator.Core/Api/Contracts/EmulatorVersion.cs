using System.Reflection;

namespace KubeEmulator.Api;

/// <summary>The version of KubeEmulator itself.</summary>
public static class EmulatorVersion
{
    /// <summary>Such as <c>0.1.0</c>: that of the packages, without what a build adds to it.</summary>
    public static string Text { get; } = (typeof(EmulatorVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
}
