class CreatePupils < ActiveRecord::Migration[7.0]
  def change
    create_table :pupils, comment: "pupils" do |t|
      t.string :race, null: false, comment: "ethnic group", limit: 40
      t.string :faith
      t.column :caste, :string
    end
    add_column :pupils, :skin_tone, :integer
  end
end
f.input :ethnicity, label: "Ethnic background", collection: ["White", "Black"], required: true
filter :tribe
params.require(:pupil).permit(:name, :clan)
