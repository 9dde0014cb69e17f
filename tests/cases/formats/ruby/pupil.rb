# frozen_string_literal: true

# Pupils of the district
class Pupil < ApplicationRecord
  attr_accessor :nickname, :faith
  validates :ethnicity, presence: true, inclusion: { in: %w[white black mixed] }
  validates :surname, :first_name, presence: true
  enum religion: { none_stated: 0, hindu: 1 }, _prefix: true
  enum :status, [:draft, :final]
  RACES = %w[white black].freeze
  LABELS = { 'W' => 'White', b: "Black" }.freeze
  KEY = "race" # the column
  scope :by_faith, ->(value) { where(faith: value) }
  scope :sorted, -> { order(:ethnicity) }

  def initialize(race)
    @race = race
    row["ethnicity"] = raw["eth"]
    pupil.caste = params[:caste]
  end

  def faith
    @faith
  end

  def self.predict_race(surname)
    if pupil.race == "black" then alert("match") end
  end
end

Person = Struct.new(:race, :name)
