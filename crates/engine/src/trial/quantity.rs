//! The quantities that every trial reports, with unit and the integer grid on which they are tallied.

/// Declares an enum of measured things with their spelling, unit and meaning.
macro_rules! measured {
    ($(#[$outer:meta])* $name:ident { $($variant:ident = $word:literal, $unit:literal, $grid:expr, $meaning:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $meaning] $variant,)+ }

        impl $name {
            /// Every one, in the order of the tables.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();
            /// The spelling used in tables.
            #[must_use]
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
            /// The unit used in tables.
            #[must_use]
            pub const fn unit(self) -> &'static str { match self { $(Self::$variant => $unit,)+ } }
            /// What it is, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)+ } }
            /// The grid on which it is counted.
            #[must_use]
            pub const fn grid(self) -> Grid { match self { $(Self::$variant => $grid,)+ } }
            /// Position in arrays that hold one thing each.
            #[must_use]
            pub const fn index(self) -> usize { self as usize }
        }
    };
}

/// How the values of a quantity fall on an integer grid: each counts at the grid point nearest to it.
/// Quantiles are read from it, so its width is their resolution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Grid {
    /// Whole numbers 0, 1, 2, ...: one bin each, the last bin takes all above.
    Count,
    /// Times that fall on ends of steps: one bin per step.
    Steps,
    /// Shares 0..1 in steps of 1/200.
    Share,
    /// Values from `low` to `high` in 200 equal steps, the ends taking what lies beyond.
    Range {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Parts of the frozen total: 0 to twice the frozen total in 200 equal steps (money can be paid again).
    Funds,
}

measured! {
    /// A number that a trial reports about the channel arm.
    Quantity {
        EndWeeks = "end_weeks", "weeks", Grid::Steps, "Week in which the outcome was decided (the horizon where nothing decided earlier).";
        ChannelWeeks = "channel_weeks", "weeks", Grid::Steps, "Week in which the channel was last open.";
        DormantWeeks = "dormant_weeks", "weeks", Grid::Steps, "Weeks for which the channel lay dormant.";
        FirstInForceWeeks = "first_in_force_weeks", "weeks", Grid::Steps, "Week in which the first rung of the ladder first came into force; undefined if it never did, or was in force from the opening and never came again.";
        RungsInForce = "rungs_in_force", "rungs", Grid::Count, "Rungs in force at the end, by the record.";
        RungsHonoured = "rungs_honoured", "rungs", Grid::Count, "Rungs in force at the end and honoured in truth.";
        RungsDelivered = "rungs_delivered", "rungs", Grid::Count, "Times a rung came into force.";
        Offers = "offers", "offers", Grid::Count, "Offers made.";
        SignOffs = "sign_offs", "reviews", Grid::Count, "Reviews that ended in approval.";
        Vetoes = "vetoes", "reviews", Grid::Count, "Reviews that ended in a veto.";
        SignOffLagWeeks = "sign_off_lag_weeks", "weeks", Grid::Range { low: 0.0, high: 50.0 }, "Mean time from accepted offer to last approval; undefined if nothing was signed.";
        ImplementationRatio = "implementation_ratio", "share", Grid::Share, "Times a rung came into force per time one was signed; undefined if nothing was signed.";
        ImplementationLagWeeks = "implementation_lag_weeks", "weeks", Grid::Range { low: 0.0, high: 50.0 }, "Mean time from signing to coming into force; undefined if nothing came into force.";
        Objections = "objections", "objections", Grid::Count, "Objections registered.";
        Alarms = "alarms", "alarms", Grid::Count, "Alarms raised by checks.";
        FalseAlarms = "false_alarms", "alarms", Grid::Count, "Of these, alarms about a party that had complied (truth).";
        UnseenBreaches = "unseen_breaches", "breaches", Grid::Count, "Breaches that the check let pass (truth).";
        Disputes = "disputes", "disputes", Grid::Count, "Disputes opened.";
        CureWeeks = "cure_weeks", "weeks", Grid::Range { low: 0.0, high: 50.0 }, "Mean length of the disputes that were cured; undefined if none was.";
        RenewalsMet = "renewals_met", "renewals", Grid::Count, "Renewals that every giver accepted.";
        WeeksSinceStructuralOffer = "weeks_since_structural_offer", "weeks", Grid::Steps, "Weeks from the last offer of a structural rung to the end; undefined if none was offered.";
        Incidents = "incidents", "incidents", Grid::Count, "Incidents until the end.";
        CivilianHarm = "civilian_harm", "severity", Grid::Count, "Sum of the severities (1 to 3) of all incidents.";
        Attacks = "attacks", "attacks", Grid::Count, "Attacks by spoilers.";
        TrustSender = "trust_sender", "share", Grid::Share, "What the sender believes of the target at the end.";
        TrustTarget = "trust_target", "share", Grid::Share, "What the target believes of the sender at the end.";
        CredibilitySender = "credibility_sender", "share", Grid::Share, "Credibility of the sender at the end.";
        CredibilityTarget = "credibility_target", "share", Grid::Share, "Credibility of the target at the end.";
        CapitalPeakSender = "capital_peak_sender", "promises", Grid::Range { low: 0.0, high: 20.0 }, "Highest political capital of the sender's government.";
        CapitalPeakTarget = "capital_peak_target", "promises", Grid::Range { low: 0.0, high: 20.0 }, "Highest political capital of the target's government.";
        ClaimsPerDeedSender = "claims_per_deed_sender", "ratio", Grid::Range { low: 0.0, high: 20.0 }, "The sender's claims per rung that came into force; undefined if none did.";
        ClaimsPerDeedTarget = "claims_per_deed_target", "ratio", Grid::Range { low: 0.0, high: 20.0 }, "The target's claims per rung that came into force; undefined if none did.";
        FundsDelivered = "funds_delivered_usd_bn", "usd_bn", Grid::Funds, "Money paid out of the frozen total, reversals not deducted.";
        FundsSpentPermitted = "funds_spent_permitted_usd_bn", "usd_bn", Grid::Funds, "Of it, spent as permitted by the end.";
        FundsDiverted = "funds_diverted_usd_bn", "usd_bn", Grid::Funds, "Of it, diverted by the end.";
        FundsReclaimed = "funds_reclaimed_usd_bn", "usd_bn", Grid::Funds, "Of it, taken back and not paid again by the end.";
        PermittedShare = "permitted_share", "share", Grid::Share, "Share of spending that was as permitted; undefined if nothing was spent.";
        VerificationCost = "verification_cost_usd_bn", "usd_bn", Grid::Range { low: 0.0, high: 10.0 }, "Checks made times the cost of a check.";
        BothClaimSuccess = "both_claim_success", "share", Grid::Count, "1 where something came into force (an opening counts), so that both parties have a success to claim, and no structural rung was ever honoured, else 0.";
        ConfrontationAfterBreak = "confrontation_after_break", "share", Grid::Count, "1 where the channel broke and confrontation followed before the end, else 0.";
    }
}

measured! {
    /// A stake that an actor holds, always read against the no-channel trials.
    LeverageMeasure {
        SenderLeverage = "leverage", "stake", Grid::Range { low: 0.0, high: 20.0 }, "Sender: relief not yet given, plus what of the relief in force it could still take back (money: only what is in escrow).";
        TargetLeverage = "leverage", "stake", Grid::Range { low: 0.0, high: 20.0 }, "Target: restraint not yet given, plus what of the restraint in force it could still take back, plus the share of the funds at its disposal or diverted, times the stakes of the rungs that move money.";
        MediatorStanding = "standing", "rungs", Grid::Range { low: -1.0, high: 20.0 }, "Mediator: times a rung came into force, less one if the trial ended in collapse.";
        CalmShare = "calm_share", "share", Grid::Share, "Regional beneficiaries: share of the weeks before confrontation with tension under 0.25.";
        ArmsDemand = "arms_demand", "index", Grid::Range { low: -10.0, high: 10.0 }, "Arms suppliers: mean of tension plus instability over the weeks before confrontation (0 at rest).";
        TaxpayerExposure = "exposure", "usd_bn", Grid::Funds, "Taxpayers of the sender: diverted money plus the cost of verification.";
        CivilianHarm = "harm", "severity", Grid::Count, "Regional civilians: sum of the severities of incidents before confrontation.";
    }
}

impl LeverageMeasure {
    /// Whose stake it is, as the `actor` column spells it.
    #[must_use]
    pub const fn actor(self) -> &'static str {
        match self {
            Self::SenderLeverage => "sender",
            Self::TargetLeverage => "target",
            Self::MediatorStanding => "mediator",
            Self::CalmShare => "regional_beneficiaries",
            Self::ArmsDemand => "arms_suppliers",
            Self::TaxpayerExposure => "taxpayers",
            Self::CivilianHarm => "civilians",
        }
    }
}
