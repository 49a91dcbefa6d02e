using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary>What reading the configuration came to: options, or all faults at once.</summary>
internal sealed record ConfigurationResult<TOptions>
    where TOptions : class
{
    /// <summary>The checked options; null if there is a fault.</summary>
    public TOptions? Options { get; init; }

    /// <summary>The file that was read; null if everything came from the environment.</summary>
    public string? File { get; init; }

    /// <summary>All faults, in the order of the file, then those of the environment.</summary>
    public ImmutableArray<ConfigurationFault> Faults { get; init; } = [];

    /// <summary>What works but is probably not meant, one line each. Never holds a password.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>True if the service can start.</summary>
    [MemberNotNullWhen(true, nameof(Options))]
    public bool Succeeded => Options is not null;
}
